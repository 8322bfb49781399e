/** Tells browsers what changes, while it does: the stream of Server-Sent Events, and how far the views are behind. */
package io.drover.status.live;
