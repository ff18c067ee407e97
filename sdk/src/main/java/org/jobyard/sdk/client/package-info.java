/**
 * The client: submits jobs over the broker and hears of them, also of those that ended while it was away. What it sends is
 * held until the broker has it; what it hears twice it passes on once.
 */
package org.jobyard.sdk.client;
