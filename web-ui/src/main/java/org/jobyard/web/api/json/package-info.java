/** JSON in and out: strict on what comes in, the same mapper for all that goes out. */
package org.jobyard.web.api.json;
