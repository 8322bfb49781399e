/** Metrics that more than one service needs. */
package io.drover.kit.metric;
