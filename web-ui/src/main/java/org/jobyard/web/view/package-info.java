/** The PrimeFaces console: a package for each page, beside it what pages share. */
package org.jobyard.web.view;
