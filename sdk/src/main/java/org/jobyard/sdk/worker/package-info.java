/**
 * The worker runtime: takes dispatches of the types it has handlers for, reports what becomes of them, and keeps its word
 * through broker failures, repetitions and cancels. One control thread owns the state; handlers run on their own.
 */
package org.jobyard.sdk.worker;
