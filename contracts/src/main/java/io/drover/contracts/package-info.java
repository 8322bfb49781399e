/**
 * The walls between the services: what they say to each other ({@link io.drover.contracts.Event}), where
 * ({@link io.drover.contracts.Topics}) and how the topics are laid out ({@link io.drover.contracts.TopicLayout}). A
 * golden file per event under {@code src/test/resources/golden} pins the JSON.
 */
package io.drover.contracts;
