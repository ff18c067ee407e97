/** Tells open pages that jobs have changed, after the commit. */
package org.jobyard.web.view.live;
