/** What a submitter may ask for, checked in full before anything is written. */
package org.jobyard.submission;
