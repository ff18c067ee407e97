/** The first page: how everything fares. */
package org.jobyard.web.view.overview;
