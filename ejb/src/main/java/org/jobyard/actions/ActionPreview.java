package org.jobyard.actions;

import java.util.List;
import org.jobyard.query.ChosenJob;

/**
 * To which jobs an action would be done.
 *
 * @param action what
 * @param matching how many there are now, counted up to 100,000
 * @param jobs the newest of them
 */
public record ActionPreview(JobAction action, long matching, List<ChosenJob> jobs) {}
