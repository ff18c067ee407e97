/** The form that submits a script. */
package org.jobyard.web.view.submit;
