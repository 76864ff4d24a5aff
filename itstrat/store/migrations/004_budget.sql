-- What the CIO plans with beside the recorded facts: scenarios, hiring, initiatives, editions of the budget.

create table scenario (
    id bigint primary key,
    name varchar not null,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table scenario is 'One row per named set of the CIO''s inputs that stands beside the plan; its values are in assumption.';

create table hiring (
    id bigint primary key,
    month date not null,
    department_id bigint,
    hires decimal(9,2) not null default 0 check (hires >= 0),
    leavers decimal(9,2) not null default 0 check (leavers >= 0),
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table hiring is 'One row per month and department in which people are planned to come or go, on top of the steady inputs.';
comment on column hiring.month is 'First day of the month.';
comment on column hiring.hires is 'People who start, in FTE.';
comment on column hiring.leavers is 'People who leave, in FTE.';

create table initiative (
    id bigint primary key,
    name varchar not null,
    component varchar,
    department_id bigint,
    start_on date not null,
    months integer not null default 1 check (months between 1 and 120),
    one_off decimal(18,2) not null default 0,
    run_monthly decimal(18,2) not null default 0,
    saving_monthly decimal(18,2) not null default 0,
    capital boolean not null default false,
    saves varchar not null default 'time' check (saves in ('time', 'contracts')),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table initiative is 'One row per initiative with its money: what it costs once and every month, and what it saves.';
comment on column initiative.component is 'The part of the roadmap it belongs to; null is unknown.';
comment on column initiative.start_on is 'First day of the month in which work starts.';
comment on column initiative.months is 'Months over which the one-off cost is spread; it goes live the month after.';
comment on column initiative.saving_monthly is 'Saving a month before the share that comes true is taken.';
comment on column initiative.saves is 'time (released hours) or contracts (cancelled contracts): which share is expected to come true.';

create table edition (
    id bigint primary key,
    name varchar not null,
    based_on varchar,
    frozen_until date,
    frozen_at timestamp,
    frozen_by varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table edition is 'One row per edition of the budget that was frozen or made from another; its lines are in budget_line.';
comment on column edition.based_on is 'Name of the edition it was copied from; null for one that was imported or typed in.';
comment on column edition.frozen_until is 'Lines of months up to this one (first day) cannot be changed; null is not frozen.';
