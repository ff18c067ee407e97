/**
 * Server-sent events: clients that follow a job. Nothing here asks the database at intervals; a feed reads when the core
 * says that its job changed.
 */
package org.jobyard.web.api.live;
