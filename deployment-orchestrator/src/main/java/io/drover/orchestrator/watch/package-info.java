/** What people watch the orchestrator by: metrics and spans. Nothing here decides anything. */
package io.drover.orchestrator.watch;
