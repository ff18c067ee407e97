/** A private broker and a hand-written server side, for tests of workers. */
package org.jobyard.sdk.testing;
