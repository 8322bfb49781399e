package io.drover.agent.apply;

import io.drover.testing.DroverTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the whole agent on a real Kafka, with one tenant on a real PostgreSQL; all such classes share one start. */
@QuarkusTest
@QuarkusTestResource(value = DroverTestResource.class, initArgs = @ResourceArg(name = "database", value = "tenant"))
@QuarkusTestResource(AgentTestSettings.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface AgentTest {}
