-- The W3C trace context of the request that submitted a job; its dispatches go on with it.
alter table job add column trace_parent text;
