/** Jobs from their submission to their result, over HTTP and over AMQP. */
package org.jobyard.systemtests.pipeline;
