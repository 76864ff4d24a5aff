-- The roadmap: the company's objectives, IT's initiatives with their links, teams, milestones, caps and benefits.

create table objective (
    id bigint primary key,
    code varchar,
    name varchar not null,
    type varchar check (type in (
        'headcount_growth', 'acquisition', 'remote_only', 'system_integration', 'pivot', 'succession')),
    owner varchar,
    start_on date,
    due_on date,
    measure varchar,
    unit varchar,
    baseline decimal(18,4),
    current decimal(18,4),
    current_on date,
    target decimal(18,4),
    weight decimal(5,4) check (weight between 0 and 1),
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table objective is 'One row per objective of the company that IT''s roadmap is held against.';
comment on column objective.code is 'How people number it; null when it goes by its name.';
comment on column objective.type is 'Which preset of the forecast''s inputs it stands for; null is none or unknown.';
comment on column objective.measure is 'What is measured, in words; unit, baseline, current and target are its numbers.';
comment on column objective.weight is 'Its share of what the company wants, 0 to 1; null is unknown.';

create table objective_driver (
    id bigint primary key,
    objective_id bigint not null,
    input varchar not null,
    value decimal(18,6) not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table objective_driver is 'One row per input of the forecast that an objective moves otherwise than the preset of its type.';

create table team (
    id bigint primary key,
    name varchar not null,
    capacity decimal(9,2) check (capacity >= 0),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table team is 'One row per team that does the work of initiatives.';
comment on column team.capacity is 'FTE it can give to initiatives at any time; null is unknown and limits nothing.';

create table budget_cap (
    id bigint primary key,
    fiscal_year integer not null,
    amount decimal(18,2) not null check (amount >= 0),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table budget_cap is 'One row per fiscal year with the most that initiatives may cost in it, one-off and run cost together.';

create table initiative_before_roadmap as select * from initiative;
drop table initiative;
create table initiative (
    id bigint primary key,
    code varchar,
    name varchar not null,
    component varchar check (component in (
        'Security', 'Strategy', 'Productivity', 'Support', 'Infrastructure', 'Experience')),
    department_id bigint,
    owner varchar,
    team_id bigint,
    effort decimal(9,2) check (effort >= 0),
    start_on date,
    finish_on date,
    duration_days integer check (duration_days > 0),
    approved_start_on date,
    approved_finish_on date,
    progress decimal(5,4) not null default 0 check (progress between 0 and 1),
    progress_on date,
    one_off decimal(18,2) not null default 0,
    run_monthly decimal(18,2) not null default 0,
    capital boolean not null default false,
    mandatory boolean not null default false,
    deadline_on date,
    option_group varchar,
    run_grow varchar check (run_grow in ('run', 'grow', 'transform')),
    status_override varchar check (status_override in ('done', 'on track', 'at risk', 'off track', 'planned')),
    status_reason varchar,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp,
    check (finish_on is null or start_on is null or finish_on >= start_on)
);
insert into initiative (
    id, name, component, department_id, start_on, finish_on, one_off, run_monthly, capital, version, deleted_at)
select
    id, name,
    case when component in ('Security', 'Strategy', 'Productivity', 'Support', 'Infrastructure', 'Experience')
        then component end,
    department_id, start_on, (start_on + to_months(months))::date - 1, one_off, run_monthly, capital, version, deleted_at
from initiative_before_roadmap;

comment on table initiative is 'One row per initiative of the roadmap, with its dates, work and money.';
comment on column initiative.code is 'Its number in the tool it came from; null when it goes by its name.';
comment on column initiative.component is 'The lane of the roadmap it belongs to; null is unknown.';
comment on column initiative.effort is 'FTE of its team it takes while it runs; null is unknown.';
comment on column initiative.start_on is 'First day of work; null while it is not scheduled.';
comment on column initiative.finish_on is 'Last day of work; it goes live the month after. Null while its duration is unknown.';
comment on column initiative.duration_days is
    'Calendar days of work of one that is not scheduled; null where its dates tell, or it is unknown.';
comment on column initiative.approved_start_on is 'Start that was approved first; slippage is measured against it.';
comment on column initiative.approved_finish_on is 'Finish that was approved first.';
comment on column initiative.progress is 'Share of the work that is done, 0 to 1.';
comment on column initiative.progress_on is 'Day the progress was stated; null is unknown.';
comment on column initiative.one_off is 'Cost of the work, spread evenly over the months from start to finish.';
comment on column initiative.run_monthly is 'Running cost a month from the month after the finish.';
comment on column initiative.mandatory is 'Must be done, whatever it brings: law, contract, end of support.';
comment on column initiative.deadline_on is 'Last day on which it must be finished.';
comment on column initiative.option_group is 'Of the initiatives that name the same group only one can be chosen.';
comment on column initiative.run_grow is 'run, grow or transform; null is unknown.';
comment on column initiative.status_override is 'A status that a person set against the computed one; status_reason says why.';

create table objective_support (
    id bigint primary key,
    objective_id bigint not null,
    initiative_id bigint not null,
    strength smallint check (strength between 0 and 5),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table objective_support is 'One row per objective and initiative that supports it.';
comment on column objective_support.strength is '0 to 5: how much it adds to the objective; null is unknown.';

create table initiative_link (
    id bigint primary key,
    before_id bigint not null,
    after_id bigint not null,
    kind varchar not null default 'FS' check (kind in ('FS', 'SS', 'FF', 'SF')),
    lag_days integer not null default 0,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table initiative_link is 'One row per dependency between two initiatives: `after` waits for `before`.';
comment on column initiative_link.kind is 'Which end of before holds which end of after: FS finish-start, SS, FF, SF.';
comment on column initiative_link.lag_days is 'Calendar days between the two ends; negative lets them overlap.';

create table milestone (
    id bigint primary key,
    initiative_id bigint,
    name varchar not null,
    due_on date,
    approved_on date,
    done_on date,
    board boolean not null default true,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table milestone is 'One row per date that somebody waits for.';
comment on column milestone.initiative_id is 'The initiative it belongs to; null is the whole plan.';
comment on column milestone.approved_on is 'The date that was approved first.';
comment on column milestone.board is 'Whether the board looks for it: those are drawn and listed.';

create table benefit (
    id bigint primary key,
    initiative_id bigint not null,
    kind varchar not null check (kind in ('cash', 'avoided', 'time', 'experience')),
    name varchar not null default '',
    unit varchar,
    baseline decimal(18,4),
    monthly decimal(18,2) not null default 0,
    hours_monthly decimal(12,2),
    start_on date,
    ramp_months integer check (ramp_months between 0 and 120),
    realisation decimal(5,4) check (realisation between 0 and 1),
    owner varchar,
    confirmed_by varchar,
    confirmed_on date,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table benefit is 'One row per initiative and kind of value it is to bring; the kinds are never added up.';
comment on column benefit.kind is 'cash (a bill falls), avoided (a bill that does not come), time (released hours, valued), experience (clients).';
comment on column benefit.unit is 'Unit of baseline and of realised values where they are not money.';
comment on column benefit.baseline is 'What was measured before the initiative, a month.';
comment on column benefit.monthly is 'Value a month in money once it is fully there, before the share that comes true is taken.';
comment on column benefit.hours_monthly is 'Hours a month behind released time; null is unknown.';
comment on column benefit.start_on is 'First month it counts; null is the month after the initiative''s finish.';
comment on column benefit.ramp_months is 'Months until it is fully there; null is the default.';
comment on column benefit.realisation is 'Share expected to come true; null is the default of its kind.';
comment on column benefit.confirmed_by is 'Its owner''s signature; cash lowers the budget only with one.';

insert into benefit (id, initiative_id, kind, monthly)
select
    nextval('plan_id'), id,
    case saves when 'contracts' then 'cash' else 'time' end, saving_monthly
from initiative_before_roadmap where saving_monthly > 0 and deleted_at is null;
drop table initiative_before_roadmap;

create table benefit_value (
    id bigint primary key,
    benefit_id bigint not null,
    month date not null,
    value decimal(18,2) not null,
    measured decimal(18,4),
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table benefit_value is 'One row per benefit and month in which what came true was measured.';
comment on column benefit_value.value is 'Realised value of the month in money.';
comment on column benefit_value.measured is 'What was measured, in the benefit''s own unit; null where only money is known.';

create table schedule_proposal (
    id bigint primary key,
    made_at timestamp not null,
    made_by varchar not null,
    aim varchar not null,
    inputs_hash varchar not null,
    status varchar not null,
    gap double,
    seconds double,
    value decimal(18,2),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table schedule_proposal is 'One row per schedule the solver proposed; kept, because a run stopped by its clock cannot be repeated.';
comment on column schedule_proposal.gap is 'Most that a better schedule could still gain, as a share; null is unknown.';

create table schedule_move (
    id bigint primary key,
    proposal_id bigint not null,
    initiative_id bigint not null,
    from_start_on date,
    to_start_on date,
    reason varchar not null,
    answer varchar check (answer in ('accepted', 'refused')),
    answered_by varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table schedule_move is 'One row per initiative a proposed schedule moves.';
comment on column schedule_move.to_start_on is 'Proposed start; null leaves it out of the schedule.';
comment on column schedule_move.answer is 'accepted or refused; null is not answered yet.';
