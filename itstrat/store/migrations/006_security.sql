-- The security baseline: frameworks and assessments, obligations, risks in money, upgrades, end of support.

create table framework (
    id bigint primary key,
    code varchar not null,
    name varchar not null,
    edition varchar,
    source varchar,
    withdrawn integer not null default 0,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table framework is 'One row per framework or baseline of controls.';
comment on column framework.code is 'Short name by which files and commands speak of it, such as csf-2.0.';
comment on column framework.withdrawn is 'Items its source lists as withdrawn; they are left out.';

create table control (
    id bigint primary key,
    framework_id bigint not null,
    code varchar not null,
    title varchar,
    parent_code varchar,
    level varchar not null,
    part varchar,
    rank integer not null default 0,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table control is 'One row per live item of a framework at any level: function, category, subcategory, control, enhancement.';
comment on column control.title is 'Its title; null is unknown, as in a baseline that lists only ids.';
comment on column control.part is 'The top of its branch: the CSF function, the family of controls; what pages group by.';
comment on column control.rank is 'Its place in the source, so that Govern comes before Identify.';

create table assessment (
    id bigint primary key,
    control_id bigint not null,
    part varchar not null default '',
    assessed_on date not null,
    assessor varchar,
    level decimal(4,1),
    target decimal(4,1),
    scale varchar not null default 'tier',
    status varchar check (status in (
        'implemented', 'partly', 'planned', 'not implemented', 'not applicable', 'unknown')),
    evidence varchar,
    evidence_on date,
    cadence_months integer check (cadence_months between 1 and 120),
    owner varchar,
    due_on date,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table assessment is 'One row per control, part of it and day it was assessed: the newest counts, the older are its history.';
comment on column assessment.part is 'The part that was assessed, such as an implementation example; blank is the whole.';
comment on column assessment.level is 'Level found, ordinal: a tier 1 to 4, or a score on the scale of its source. Never averaged.';
comment on column assessment.target is 'Level wanted, on the same scale.';
comment on column assessment.scale is 'tier, or what levels mean in their source, such as 0-10.';
comment on column assessment.cadence_months is 'Months after which evidence is too old to count; null is the default.';
comment on column assessment.due_on is 'Day by which its owner closes the gap.';

create table obligation (
    id bigint primary key,
    name varchar not null,
    kind varchar check (kind in ('law', 'contract', 'insurer', 'client')),
    party varchar,
    due_on date,
    owner varchar,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table obligation is 'One row per thing that must be complied with; everything else is risk reduction by choice.';
comment on column obligation.party is 'Who asks for it: the authority, insurer or client.';

create table obligation_control (
    id bigint primary key,
    obligation_id bigint not null,
    control_id bigint not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table obligation_control is 'One row per obligation and control it asks for.';

create table risk (
    id bigint primary key,
    code varchar,
    name varchar not null,
    part varchar,
    owner varchar,
    frequency decimal(12,6) check (frequency >= 0),
    loss_low decimal(18,2) check (loss_low > 0),
    loss_high decimal(18,2) check (loss_high > 0),
    loss_most decimal(18,2) check (loss_most > 0),
    likelihood varchar,
    impact varchar,
    treatment varchar check (treatment in ('reduce', 'accept', 'transfer', 'avoid')),
    reviewed_on date,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp,
    check (loss_high is null or loss_low is null or loss_high >= loss_low)
);
comment on table risk is 'One row per risk of the register.';
comment on column risk.part is 'The CSF function in which it is treated: Govern, Identify, Protect, Detect, Respond or Recover; null is unknown.';
comment on column risk.frequency is 'Events a year expected; null is unknown.';
comment on column risk.loss_low is 'Lower end of the 90% interval of the loss of one event.';
comment on column risk.loss_high is 'Upper end of the 90% interval of the loss of one event.';
comment on column risk.loss_most is 'Most one event can cost (policy limit, assets); null is no limit.';
comment on column risk.likelihood is 'What an ordinal register said; kept as it stood, never multiplied.';
comment on column risk.impact is 'What an ordinal register said; kept as it stood, never multiplied.';

create table risk_control (
    id bigint primary key,
    risk_id bigint not null,
    control_id bigint not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table risk_control is 'One row per risk and control that treats it.';

create table appetite (
    id bigint primary key,
    part varchar not null default '',
    amount decimal(18,2) not null check (amount >= 0),
    approved_on date,
    approved_by varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table appetite is 'One row per CSF function, and one for the whole (part blank), with the loss in a 1-in-20 year the board accepts.';

create table upgrade (
    id bigint primary key,
    code varchar,
    name varchar not null,
    layer varchar,
    owner varchar,
    one_off decimal(18,2) not null default 0 check (one_off >= 0),
    run_yearly decimal(18,2) not null default 0 check (run_yearly >= 0),
    life_years decimal(4,1) not null default 3 check (life_years > 0),
    months integer not null default 3 check (months between 1 and 120),
    initiative_id bigint,
    note varchar not null default '',
    version integer not null default 1,
    deleted_at timestamp
);
comment on table upgrade is 'One row per candidate control that would lower risk.';
comment on column upgrade.layer is 'Upgrades of one layer do the same work: only the strongest counts. Null is a layer of its own.';
comment on column upgrade.life_years is 'Years over which the one-off cost is spread for the yearly cost.';
comment on column upgrade.months is 'Months it takes to bring in.';
comment on column upgrade.initiative_id is 'The initiative it became; null while it is a candidate.';

create table upgrade_effect (
    id bigint primary key,
    upgrade_id bigint not null,
    risk_id bigint not null,
    frequency_low decimal(5,4), frequency_likely decimal(5,4), frequency_high decimal(5,4),
    loss_low decimal(5,4), loss_likely decimal(5,4), loss_high decimal(5,4),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table upgrade_effect is 'One row per upgrade and risk it lowers: shares cut from frequency and from the loss of an event, 0 to 1.';
comment on column upgrade_effect.frequency_likely is 'Share of events it prevents, likeliest; low and high are its range. Null is no effect.';
comment on column upgrade_effect.loss_likely is 'Share of the loss of an event it saves, likeliest; low and high are its range. Null is no effect.';

create table upgrade_control (
    id bigint primary key,
    upgrade_id bigint not null,
    control_id bigint not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table upgrade_control is 'One row per upgrade and control whose gap it closes.';

create table product_cycle (
    id bigint primary key,
    vendor varchar,
    product varchar not null,
    cycle varchar not null,
    label varchar,
    released_on date,
    support_end_on date,
    extended_end_on date,
    supported boolean,
    source varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table product_cycle is 'One row per product and release cycle with the end of its support.';
comment on column product_cycle.label is 'How the maker calls the cycle, when that is more than product and cycle.';
comment on column product_cycle.support_end_on is 'Last day of security support; null is not announced or unknown.';
comment on column product_cycle.extended_end_on is 'Last day of support that costs extra; null is none.';
comment on column product_cycle.supported is 'What the source says when it names no day; null is unknown.';

create table cycle_match (
    id bigint primary key,
    subject varchar not null check (subject in ('asset', 'system')),
    subject_id bigint not null,
    cycle_id bigint,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table cycle_match is 'One row per asset or system whose product cycle a person decided; everything else is matched by its words.';
comment on column cycle_match.cycle_id is 'The cycle; null says that it has none of those known.';

-- Every plan starts with the outline of NIST CSF 2.0; csf_outline is what ships with the program.
insert into framework (id, code, name, edition, source)
select nextval('plan_id'), 'csf-2.0', 'NIST CSF 2.0', '2.0', 'outline that ships with itstrat';
insert into control (id, framework_id, code, title, parent_code, level, part, rank)
select nextval('plan_id'), framework.id, outline.code, outline.title, outline.parent_code, outline.level, outline.part,
    outline.rank
from csf_outline as outline cross join framework
order by outline.rank;
