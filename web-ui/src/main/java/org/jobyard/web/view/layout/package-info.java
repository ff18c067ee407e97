/** What every page shows around its content: who is signed in and where they are. */
package org.jobyard.web.view.layout;
