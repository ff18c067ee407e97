package org.jobyard.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All of a dead letter but a long body's end.
 *
 * @param summary what a list shows of it
 * @param correlationId correlation id; may be null
 * @param headers its headers and properties
 * @param body the body as text; null when it is none
 * @param bodyCut whether {@code body} is its beginning only
 */
public record LetterDetails(
        LetterSummary summary, String correlationId, ObjectNode headers, String body, boolean bodyCut) {}
