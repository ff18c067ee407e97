/**
 * Messages that could not be handled, and those that no queue took: kept in the database, looked at by operators, sent back
 * to where they came from, or discarded.
 */
package org.jobyard.letters;
