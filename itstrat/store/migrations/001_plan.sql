-- The plan: every table a later version may build on. One transaction, run by store.database at open.
-- Conventions: singular names; id first; money decimal(18,2) in the plan's currency; _on is a date, _at an instant (UTC).
-- Rows a person edits carry version (raised by each save) and deleted_at (retired, not deleted).
-- Ids come from plan_id in the insert, not from a default: DuckDB 1.5 cannot replay "comment on column" from its
-- write-ahead log for a table whose default calls a function.

create sequence plan_id start 1;

create table company (
    id bigint primary key,
    name varchar not null,
    currency varchar not null default 'USD',
    fiscal_year_start smallint not null default 1 check (fiscal_year_start between 1 and 12),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table company is 'One row: the company whose plan this is.';
comment on column company.currency is 'ISO 4217 code in which every amount of the plan is kept.';
comment on column company.fiscal_year_start is 'Month (1 to 12) in which the fiscal year starts; a year is named by its end.';

create table department (
    id bigint primary key,
    name varchar not null,
    code varchar,
    head varchar,
    headcount decimal(9,2),
    headcount_planned decimal(9,2),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table department is 'One row per department.';
comment on column department.headcount is 'People today, in FTE.';
comment on column department.headcount_planned is 'People planned in two years, in FTE.';

create table person (
    id bigint primary key,
    name varchar not null,
    employee_number varchar,
    email varchar,
    title varchar,
    department_id bigint,
    location varchar,
    fte decimal(5,2),
    started_on date,
    ended_on date,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table person is 'One row per person. Personal data: never exported by default.';

create table seat (
    id bigint primary key,
    title varchar not null,
    department_id bigint,
    person_id bigint,
    backup_person_id bigint,
    arrangement varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table seat is 'One row per seat: a function to be filled, whoever holds it.';
comment on column seat.arrangement is 'employee, fractional or vacant; null is unknown.';

create table vendor (
    id bigint primary key,
    name varchar not null,
    vendor_key varchar not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table vendor is 'One row per vendor the plan knows.';
comment on column vendor.vendor_key is 'Normalised name, the way ledger texts are compared.';

create table vendor_match (
    vendor_key varchar primary key,
    vendor_id bigint,
    tier varchar not null,
    score decimal(5,2),
    suggestion_id bigint,
    decided_by varchar,
    decided_at timestamp
);
comment on table vendor_match is 'One row per normalised vendor text seen in the ledger: which vendor it is, and how we know.';
comment on column vendor_match.score is 'Likeness of the two keys, 0 to 100; null for an alias.';
comment on column vendor_match.suggestion_id is 'The vendor a person is asked about, in tier review.';
comment on column vendor_match.tier is 'alias (a person said so), exact, fuzzy, review (a suggestion waits), unknown.';

create table contract (
    id bigint primary key,
    number varchar,
    name varchar not null,
    vendor_id bigint,
    department_id bigint,
    technology_class varchar,
    category varchar,
    owner varchar,
    start_on date,
    initial_months integer,
    renewal_months integer,
    end_on date,
    notice_days integer,
    notice_months integer,
    auto_renew boolean,
    amount decimal(18,2),
    billing varchar,
    unit_price decimal(18,4),
    uplift decimal(9,6),
    uplift_cap decimal(9,6),
    seats_paid integer,
    seats_assigned integer,
    seats_idle integer,
    decision varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table contract is 'One row per contract, subscription or licence agreement.';
comment on column contract.number is 'The vendors or our own number of the agreement.';
comment on column contract.initial_months is 'Length of the first term.';
comment on column contract.renewal_months is 'Length of each further term.';
comment on column contract.end_on is 'Last day of the present term.';
comment on column contract.notice_days is 'Notice before the renewal in days; notice_months is used where both are known.';
comment on column contract.notice_months is 'Notice before the renewal in calendar months.';
comment on column contract.unit_price is 'Price of one seat at each billing.';
comment on column contract.uplift_cap is 'Most the price may rise at a renewal, as a fraction.';
comment on column contract.seats_paid is 'Seats the contract charges.';
comment on column contract.seats_assigned is 'Seats given to somebody.';
comment on column contract.amount is 'Amount due at each billing date, in the plan''s currency.';
comment on column contract.billing is 'annual, quarterly, monthly or once; null is unknown.';
comment on column contract.auto_renew is 'True renews unless cancelled; null is unknown.';
comment on column contract.uplift is 'Expected price rise at each renewal, as a fraction; null means the default range.';
comment on column contract.seats_idle is 'Assigned seats not used for 90 days.';
comment on column contract.decision is 'What was decided about the next renewal: keep, renegotiate, reduce, cancel; null is open.';

create table asset_class (
    id bigint primary key,
    name varchar not null,
    technology_class varchar,
    useful_life_months integer check (useful_life_months > 0),
    price_today decimal(18,2),
    price_inflation decimal(9,6),
    price_on date,
    source varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table asset_class is 'One row per kind of thing that is replaced by one rule.';
comment on column asset_class.price_on is 'Day on which price_today was true.';
comment on column asset_class.technology_class is 'internet, phone, infrastructure, users, support or consultants; null is unknown.';
comment on column asset_class.useful_life_months is 'Plan life in months; null means no rule, so its assets show as unplanned.';
comment on column asset_class.price_today is 'Price of one replacement at price_on.';
comment on column asset_class.price_inflation is 'Yearly price inflation of this class, as a fraction.';

create table asset (
    id bigint primary key,
    tag varchar,
    serial varchar,
    name varchar not null,
    class_id bigint,
    model varchar,
    manufacturer varchar,
    vendor_id bigint,
    department_id bigint,
    assigned_to varchar,
    location varchar,
    status varchar,
    order_number varchar,
    purchased_on date,
    cost decimal(18,2),
    warranty_months integer,
    warranty_end_on date,
    support_end_on date,
    os_end_on date,
    lease_end_on date,
    replace_on date,
    first_seen_on date,
    retired_on date,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table asset is 'One row per asset: the current state; its history is in audit.';
comment on column asset.cost is 'What this one piece cost.';
comment on column asset.class_id is 'Its asset_class; null has no rule.';
comment on column asset.warranty_months is 'Warranty from the purchase, where its end is not known.';
comment on column asset.status is 'in use, spare, retired; null is unknown.';
comment on column asset.replace_on is 'A replacement date set by hand (failure, refresh); it overrides the rules.';
comment on column asset.first_seen_on is 'Day the asset first appeared in an import.';

create table ledger_line (
    id bigint not null,
    batch_id bigint not null,
    line integer not null,
    posted_on date not null,
    vendor_text varchar not null,
    vendor_key varchar not null,
    amount decimal(18,2) not null,
    description varchar,
    category varchar,
    account varchar,
    department_text varchar,
    department_id bigint,
    capital boolean,
    transaction_number varchar,
    identity uuid not null,
    occurrence integer not null
);
comment on table ledger_line is 'One row per line of the company ledger, as imported, in date order. Credits are negative.';
comment on column ledger_line.line is 'Line of the file it came from.';
comment on column ledger_line.vendor_text is 'Vendor as the file writes it; empty where the line names none.';
comment on column ledger_line.vendor_key is 'Normalised vendor text; vendor_match says which vendor it is.';
comment on column ledger_line.department_text is 'Department as the file writes it; department_id is the record of that name.';
comment on column ledger_line.occurrence is 'Counts equal lines within a file, from 1.';
comment on column ledger_line.capital is 'True CapEx, false OpEx; null is unknown.';
comment on column ledger_line.identity is 'Hash of the natural key; with occurrence it tells a repeated line from a re-imported one.';

create table ledger_month (
    month date not null,
    department_id bigint,
    category varchar,
    capital boolean,
    verdict varchar not null,
    explained_by varchar,
    lines bigint not null,
    amount decimal(18,2) not null
);
comment on table ledger_month is 'One row per month, department, category, capital, verdict and explanation: what pages read.';
comment on column ledger_month.lines is 'Ledger lines in this sum.';
comment on column ledger_month.capital is 'True CapEx, false OpEx; null is unknown.';
comment on column ledger_month.amount is 'Sum of the lines. Not wider than 18 digits: a wider decimal is summed ten times slower.';
comment on column ledger_month.verdict is 'it, not_it or undecided.';
comment on column ledger_month.explained_by is 'contract, asset, budget, decision; null is unexplained.';

create table ledger_vendor (
    fiscal_year smallint not null,
    department_id bigint,
    vendor_key varchar not null,
    verdict varchar not null,
    explained_by varchar,
    lines bigint not null,
    amount decimal(18,2) not null,
    first_on date not null,
    last_on date not null
);
comment on table ledger_vendor is 'One row per fiscal year, department, vendor text, verdict and explanation.';
comment on column ledger_vendor.verdict is 'it, not_it or undecided.';
comment on column ledger_vendor.explained_by is 'contract, asset, budget, decision; null is unexplained.';
comment on column ledger_vendor.lines is 'Ledger lines in this sum.';

create table budget_line (
    id bigint primary key,
    edition varchar not null default 'approved',
    month date not null,
    department_id bigint,
    category varchar not null default '',
    vendor_id bigint,
    capital boolean,
    description varchar not null default '',
    amount decimal(18,2) not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table budget_line is 'One row per month, department, category, vendor and edition of the budget.';
comment on column budget_line.capital is 'True CapEx, false OpEx; null is unknown.';
comment on column budget_line.month is 'First day of the month.';
comment on column budget_line.edition is 'approved is the plan that actuals are measured against.';

create table it_rule (
    id bigint primary key,
    rank integer not null,
    field varchar not null check (field in ('vendor', 'category', 'account', 'department')),
    pattern varchar not null,
    verdict varchar not null check (verdict in ('it', 'not_it')),
    note varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table it_rule is 'One row per rule that says which ledger lines are IT; the lowest rank that matches wins.';
comment on column it_rule.verdict is 'it or not_it.';
comment on column it_rule.pattern is 'Text contained in the field, whatever the case; % stands for any text.';

create table spend_decision (
    id bigint primary key,
    vendor_key varchar,
    identity uuid,
    occurrence integer,
    decision varchar not null check (decision in ('assign', 'ignore', 'one_off')),
    vendor_id bigint,
    contract_id bigint,
    reason varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table spend_decision is 'One row per decision of the CIO about a vendor text (vendor_key) or one line (identity, occurrence); it holds for later imports.';
comment on column spend_decision.decision is 'assign (it belongs to vendor_id), ignore (not ours to explain), one_off (IT, will not come again).';
comment on column spend_decision.identity is 'With occurrence: the one ledger line decided; null when vendor_key is.';

create table system (
    id bigint primary key,
    name varchar not null,
    purpose varchar,
    business_owner varchar,
    it_owner varchar,
    vendor_id bigint,
    contract_id bigint,
    criticality varchar,
    lifecycle varchar,
    users integer,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table system is 'One row per system (application or service) the company works with.';
comment on column system.criticality is 'How much the company depends on it, in its own words.';
comment on column system.lifecycle is 'Where it stands, in the companys own words: planned, in use, to be replaced.';

create table kpi (
    id bigint primary key,
    name varchar not null,
    department_id bigint,
    unit varchar,
    direction varchar,
    target decimal(18,4),
    baseline decimal(18,4),
    owner varchar,
    cadence_months integer,
    reviewed_on date,
    reviewed_by varchar,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table kpi is 'One row per metric of a department.';
comment on column kpi.unit is 'What the values count.';
comment on column kpi.baseline is 'The value from which progress is measured.';
comment on column kpi.cadence_months is 'Months between two reviews.';
comment on column kpi.direction is 'higher or lower is better; null is unknown.';

create table kpi_value (
    id bigint primary key,
    kpi_id bigint not null,
    month date not null,
    value decimal(18,4),
    version integer not null default 1,
    deleted_at timestamp
);
comment on table kpi_value is 'One row per metric and month; a null value was reported as not measured.';

create table assumption (
    id bigint primary key,
    name varchar not null,
    scenario varchar not null default 'plan',
    value varchar not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table assumption is 'One row per input of the CIO that differs from its declared default, by scenario.';
comment on column assumption.scenario is 'plan, or the name of a scenario.';
comment on column assumption.value is 'As text that the inputs declaration reads.';

create table import_batch (
    id bigint primary key,
    kind varchar not null,
    format varchar not null,
    file varchar not null,
    sha256 varchar not null,
    kept_as varchar,
    options varchar not null default '{}',
    imported_by varchar not null,
    imported_at timestamp not null,
    rows bigint not null,
    accepted bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    refused bigint not null,
    amount_accepted decimal(38,2) not null,
    amount_unchanged decimal(38,2) not null,
    amount_refused decimal(38,2) not null,
    undone_at timestamp,
    undone_by varchar
);
comment on table import_batch is 'One row per file imported. rows = accepted + refused + unchanged; updated is a part of accepted.';
comment on column import_batch.format is 'How the file was recognised.';
comment on column import_batch.kept_as is 'Name of the kept file in the imports folder.';
comment on column import_batch.options is 'JSON: what it takes to read the kept file again.';

create table issue (
    batch_id bigint not null,
    file varchar not null,
    line bigint not null,
    "column" varchar not null,
    value varchar not null,
    message varchar not null,
    source varchar not null default ''
);
comment on table issue is 'One row per refused row of an import, with the row itself (source) so that it can be mended.';

create table column_map (
    id bigint primary key,
    kind varchar not null,
    signature varchar not null,
    mapping varchar not null,
    version integer not null default 1,
    deleted_at timestamp
);
comment on table column_map is 'One row per kind and set of headers: which header means which field, as a person confirmed it.';
comment on column column_map.signature is 'The files headers, folded, in order.';
comment on column column_map.mapping is 'JSON: header to field.';

create table audit (
    id bigint primary key,
    changed_at timestamp not null,
    changed_by varchar not null,
    batch_id bigint,
    "table" varchar not null,
    key bigint not null,
    action varchar not null,
    "column" varchar,
    before varchar,
    after varchar,
    reason varchar
);
comment on table audit is 'One row per changed column of a saved edit (action update), or per row added or retired.';
comment on column audit.key is 'Id of the record.';
comment on column audit.action is 'add, update, retire, bring back, import or undo.';
comment on column audit."column" is 'Column that changed; null for a whole record.';

create table data_version (
    version bigint not null
);
comment on table data_version is 'One row: a counter raised by every committed write; reports are cached on it.';
insert into data_version values (0);
