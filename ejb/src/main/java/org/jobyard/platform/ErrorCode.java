package org.jobyard.platform;

/** The kinds of refusal, stable names that clients may rely on. The front gives each its HTTP status. */
public enum ErrorCode {
    /** The request is wrong; the errors name each field. */
    INVALID,
    /** There is no such thing, or it is another tenant's. */
    NOT_FOUND,
    /** It is there, but in a state that does not allow this. */
    CONFLICT,
    /** Another job that has not ended has the name. */
    NAME_TAKEN,
    /** The caller's role is not enough. */
    FORBIDDEN,
    /** Nobody is known to ask. */
    UNAUTHENTICATED,
    /** More bytes than allowed. */
    TOO_LARGE,
    /** A part that is needed is away; trying again later helps. */
    UNAVAILABLE,
    /** Too often; trying again later helps. */
    TOO_MANY,
    /** The same idempotency key came with another request. */
    MISMATCH
}
