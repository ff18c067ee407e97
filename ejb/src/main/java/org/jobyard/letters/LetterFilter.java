package org.jobyard.letters;

/**
 * Which dead letters to list; nulls: any.
 *
 * @param kind why they are such
 * @param routingKey routing key they came with: the name of their queue, or a type of work
 */
public record LetterFilter(LetterKind kind, String routingKey) {}
