/** The text a person reads after an apply. This package needs no other package of the engine. */
package io.drover.engine.report;
