/** The page people look at: one document for every route, which the script fills from the status API. */
package io.drover.status.page;
