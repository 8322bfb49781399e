/** Fills new views from the topics while the old ones are shown, and puts them in their place. */
package io.drover.status.rebuild;
