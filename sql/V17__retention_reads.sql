-- What is read in every step of the deletion.
create index deleted_job_at on deleted_job (deleted_at);
create index dead_letter_last on dead_letter (last_at);
