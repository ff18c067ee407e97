package org.jobyard.letters;

/** Why a message is a dead letter. */
public enum LetterKind {
    /** Whoever took it could not handle it. */
    FAILED,
    /** No queue took it. */
    UNROUTABLE
}
