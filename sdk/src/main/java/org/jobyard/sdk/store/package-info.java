/**
 * Where logs and output files of executions are kept once they are complete: a folder by default. Worker and server
 * use the same store.
 */
package org.jobyard.sdk.store;
