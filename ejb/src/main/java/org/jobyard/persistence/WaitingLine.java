package org.jobyard.persistence;

/** The statement that takes jobs from a type's line, with a fair share for each tenant. */
final class WaitingLine {
    /**
     * Parameters: type, limit, tenants that have a limit of their own and these limits, both separated by commas. Steps
     * from tenant to tenant through the index, and reads of each tenant's line no more than is wanted; with one tenant,
     * nothing is counted.
     */
    static final String CLAIM = """
            with recursive step (tenant) as (
                (select tenant from job where type = ?1 and state = 'WAITING' and name_place is null
                    order by tenant limit 1)
                union all
                select (select j.tenant from job j where j.type = ?1 and j.state = 'WAITING' and j.name_place is null
                    and j.tenant > s.tenant order by j.tenant limit 1)
                from step s where s.tenant is not null),
            share as materialized (
                select s.tenant, coalesce(least(m.most, ?2), ?2) as most,
                    case when (select count(*) from step) <= 2 then 0
                        else (select count(*) from job j where j.type = ?1 and j.tenant = s.tenant
                            and\s""" + TakenPlaces.CONDITION + """
                        ) end as active
                from step s
                left join unnest(string_to_array(?3, ','), string_to_array(?4, ',')::int[]) as m (tenant, most)
                    on m.tenant = s.tenant
                where s.tenant is not null)
            select * from job where id = any(array(
                select w.id from share s cross join lateral (
                    select j.id, j.priority, row_number() over (order by j.priority desc, j.id) as place from job j
                    where j.type = ?1 and j.tenant = s.tenant and j.state = 'WAITING' and j.name_place is null
                    order by j.priority desc, j.id limit s.most) as w
                order by s.active + w.place, w.priority desc, w.id limit ?2))
            and state = 'WAITING' and name_place is null
            order by priority desc, id for update skip locked
            """;

    private WaitingLine() {}
}
