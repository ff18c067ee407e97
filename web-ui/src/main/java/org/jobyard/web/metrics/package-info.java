/** MicroProfile Metrics: figures of the whole service and of this node's API, without tenants or names. */
package org.jobyard.web.metrics;
