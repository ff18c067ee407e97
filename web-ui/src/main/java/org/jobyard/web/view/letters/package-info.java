/** The pages of the dead letters: their list, and one of them. */
package org.jobyard.web.view.letters;
