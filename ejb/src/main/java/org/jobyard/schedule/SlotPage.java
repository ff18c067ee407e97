package org.jobyard.schedule;

import java.util.List;

/**
 * A page of a schedule's slots, the latest first.
 *
 * @param slots its slots
 * @param next opaque cursor of the next page; null at the end
 */
public record SlotPage(List<SlotView> slots, String next) {}
