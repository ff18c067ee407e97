/** How refusals and failures look to callers of the API: RFC 9457 problems, from one table. */
package org.jobyard.web.api.error;
