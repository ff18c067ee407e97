-- What a worker does with work, as it last said itself.
alter table worker add column mode text not null default 'ACTIVE'
    check (mode in ('ACTIVE', 'SUSPENDED', 'QUIESCING', 'STOPPING'));
-- What an operator wants of this start of its process; told again until it says so itself. Null: nothing was asked.
alter table worker add column wanted text check (wanted in ('ACTIVE', 'SUSPENDED', 'QUIESCING', 'STOPPING'));
alter table worker add column wanted_at timestamptz;
alter table worker add column wanted_by text;
