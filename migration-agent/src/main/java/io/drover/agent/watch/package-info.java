/** What people watch runs by: metrics and spans. Nothing here decides anything. */
package io.drover.agent.watch;
