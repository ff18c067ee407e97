package org.jobyard.letters;

import java.util.List;

/**
 * A page of dead letters, newest first.
 *
 * @param letters its letters
 * @param next opaque cursor of the next page; null at the end
 */
public record LetterPage(List<LetterSummary> letters, String next) {}
