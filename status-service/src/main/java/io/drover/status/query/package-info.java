/** The status API: view tables in, JSON out. Reads only. */
package io.drover.status.query;
