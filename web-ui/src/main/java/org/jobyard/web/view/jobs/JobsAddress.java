package org.jobyard.web.view.jobs;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jobyard.web.view.text.JobIds;

/** The parameters in the address of the list of jobs, as they came: what is wrong in them is found when they are used. */
public class JobsAddress {

    static final int PAGE = 50;
    /** Beyond this many rows the list goes on at a new address. */
    static final int MOST_ROWS = 500;

    private String state;
    private String name;
    private String type;
    private String owner;
    private String destination;
    private String from;
    private String to;
    private Integer rows;
    private String after;
    private String search;

    /** The query part of the address of the same list with other states; null: all. */
    public String withState(String other) {
        return query(other, null, null);
    }

    /** The query part of the address of the same list with more rows, or beyond {@link #MOST_ROWS} from the cursor on. */
    String withMore(String next) {
        int shown = rowsWanted();
        return shown < MOST_ROWS ? query(state, shown + PAGE, after) : query(state, null, next);
    }

    private String query(String states, Integer count, String cursor) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("state", states);
        parameters.put("name", name);
        parameters.put("type", type);
        parameters.put("owner", owner);
        parameters.put("destination", destination);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("rows", count);
        parameters.put("after", cursor);
        parameters.values().removeIf(Objects::isNull);
        return parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    int rowsWanted() {
        return rows == null ? PAGE : Math.max(1, Math.min(rows, MOST_ROWS));
    }

    /** Whether anything but the states narrows the list, or the states do. */
    public boolean isFiltered() {
        return state != null
                || name != null
                || type != null
                || owner != null
                || destination != null
                || from != null
                || to != null;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getDestination() {
        return destination;
    }

    public void setDestination(String destination) {
        this.destination = destination;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public Integer getRows() {
        return rows;
    }

    public void setRows(Integer rows) {
        this.rows = rows;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getSearch() {
        return search;
    }

    /** What stands in the search box: an id leads to its job, anything else is part of a name. */
    public void setSearch(String search) {
        this.search = search;
        if (name == null && search != null && JobIds.parse(search).isEmpty()) {
            name = search.strip();
        }
    }
}
