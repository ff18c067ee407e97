package org.jobyard.dispatch;

import java.util.List;

/**
 * Which jobs of a type a limit or a hold is about.
 *
 * @param tenant a tenant, or {@link WorkLimit#ALL} for all together
 * @param destination a destination, or {@link WorkLimit#ALL} for all together and the jobs that have none
 */
record Scope(String tenant, String destination) {
    /** Of a limit {@code l}; neither part can have a blank. */
    static final String TEXT = "l.tenant || ' ' || l.destination";

    static List<Scope> of(List<String> texts) {
        return texts.stream()
                .map(text -> new Scope(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1)))
                .toList();
    }

    /**
     * True when it is about the jobs of a tenant at a destination.
     *
     * @param itsDestination null: none
     */
    boolean covers(String itsTenant, String itsDestination) {
        return (tenant.equals(WorkLimit.ALL) || tenant.equals(itsTenant))
                && (destination.equals(WorkLimit.ALL) || destination.equals(itsDestination));
    }
}
