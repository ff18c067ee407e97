package org.jobyard.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Reads a type's line lane by lane: each has the jobs of one tenant at one destination. Needs no lock: who takes jobs out
 * of the line looks at them again.
 */
@ApplicationScoped
public class WaitingLanes {
    /**
     * What a limit leaves.
     *
     * @param tenant of which tenant's jobs; {@code *}: all
     * @param destination of the jobs at which destination; {@code *}: all
     * @param free how many more
     */
    public record Room(String tenant, String destination, int free) {}

    /** The lane of a job {@code j}; null while it does not stand in its type's line. Written as in the index of it. */
    private static final String LANE = "(case when j.state = 'WAITING' and j.name_place is null"
            + " then j.type || '/' || j.tenant || '/' || coalesce(j.destination, '') end) collate \"C\"";

    /**
     * Steps from lane to lane through the index, whatever their lengths; lanes without room are left at once. Of a tenant's
     * others, those whose heads are the first come into question, no more than there are places: the head of each of them is
     * before all that the rest have.
     */
    static final String SELECT = """
            with recursive lane (key) as (
                (select LANE from job j where LANE > ? || '/' and LANE < ? || '0' order by LANE limit 1)
                union all
                select (select LANE from job j where LANE > l.key and LANE < ? || '0' order by LANE limit 1)
                from lane l where l.key is not null),
            room as materialized (
                select * from unnest(?::text[], ?::text[], ?::int[]) as r (tenant, destination, free)),
            open as materialized (
                select l.key, l.tenant, l.destination, least(?, (select min(r.free) from room r
                    where r.tenant in ('*', l.tenant) and r.destination in ('*', l.destination))) as most
                from (select key, split_part(key, '/', 2) as tenant, split_part(key, '/', 3) as destination
                    from lane where key is not null) l),
            head as materialized (
                select o.*, row_number() over (partition by o.tenant order by h.priority desc, h.id) as place
                from open o cross join lateral (
                    select j.priority, j.id from job j where LANE = o.key order by j.priority desc, j.id limit 1) h
                where o.most > 0),
            share as materialized (
                select t.tenant, case when (select count(distinct tenant) from open) = 1 then 0
                    else (select count(*) from job j where j.type = ? and j.tenant = t.tenant and TAKEN) end as active
                from (select distinct tenant from head) t)
            select w.id, s.tenant, nullif(h.destination, '') as destination, w.priority, s.active
            from head h join share s on s.tenant = h.tenant cross join lateral (
                select j.id, j.priority from job j where LANE = h.key order by j.priority desc, j.id limit h.most) w
            where h.place <= ?
            """.replace("LANE", LANE).replace("TAKEN", TakenPlaces.CONDITION);

    @Inject
    Database database;

    /** Those of a type's line that come into question when so many places are given away under these limits. */
    public List<LineJob> read(String type, int places, List<Room> rooms) {
        return database.list(
                SELECT,
                row -> new LineJob(
                        row.uuid("id"),
                        row.text("tenant"),
                        row.text("destination"),
                        row.integer("priority"),
                        row.number("active")),
                parameters(type, places, rooms));
    }

    static Object[] parameters(String type, int places, List<Room> rooms) {
        return new Object[] {
            type,
            type,
            type,
            rooms.stream().map(Room::tenant).toList(),
            rooms.stream().map(Room::destination).toList(),
            rooms.stream().map(Room::free).toList(),
            places,
            type,
            places
        };
    }
}
