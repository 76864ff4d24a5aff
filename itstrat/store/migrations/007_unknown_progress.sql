-- Progress that nobody stated is unknown; a proposed schedule knows up to which change its solver read the plan.

-- A 0 that stands in a file from before may be a stated 0 or one that nobody said: the two cannot be told apart any more,
-- so it stays as it is.
alter table initiative alter column progress drop not null;
alter table initiative alter column progress drop default;
comment on column initiative.progress is
    'Share of the work that is done, 0 to 1; null is unknown. A 0 from before schema step 7 may be one that nobody stated.';

alter table schedule_proposal add column seen_until bigint;
comment on column schedule_proposal.seen_until is
    'Id of the newest change (audit) the solver knew of; null is unknown: all changes before the proposal.';
