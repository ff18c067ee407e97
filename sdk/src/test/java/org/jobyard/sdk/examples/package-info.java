/** Runs the worker examples of the documentation against a real broker. */
package org.jobyard.sdk.examples;
