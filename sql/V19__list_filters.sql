-- Filters of the list by what few jobs have. Jobs of one time and of one type lie together in the table, so a summary of each
-- megabyte is enough to leave most of it out, and costs a new or changed job next to nothing.
create index job_registered on job using brin (registered_at) with (autosummarize = on);
create index job_types on job using brin (type text_bloom_ops) with (autosummarize = on);
