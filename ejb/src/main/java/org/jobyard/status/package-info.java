/** What workers report while they run, applied in batches, and the news of it for those who follow. */
package org.jobyard.status;
