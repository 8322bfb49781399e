package io.drover.agent.target;

import io.drover.agent.AgentConfig;
import io.drover.agent.ThisAgent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Sets the rules of this package up from the configuration. */
@ApplicationScoped
class TargetSetup {

    @Produces
    @Singleton
    PlaceRule placeRule(AgentConfig config, ThisAgent agent) {
        AgentConfig.Sqlite sqlite = config.sqlite();
        return new PlaceRule(
                agent.hostId(),
                sqlite.roots().orElse(List.of()),
                sqlite.sharedRoots().orElse(List.of()));
    }

    @Produces
    @Singleton
    SealingKeys sealingKeys(AgentConfig config) {
        AgentConfig.Sealing sealing = config.sealing();
        if (sealing.keysetFile().isEmpty()) {
            return SealingKeys.none();
        }
        if (sealing.create()) {
            KeysetFile.makeIfMissing(sealing.keysetFile().get());
        }
        return SealingKeys.read(sealing.keysetFile().get());
    }

    @Produces
    @Singleton
    SecretReferences secretReferences(AgentConfig config, ThisAgent agent, SealingKeys keys) {
        return new SecretReferences(
                new SecretSource(config.secrets().allow().orElse(List.of()), System::getenv),
                config.credentialsFile().map(CredentialsFile::read).orElseGet(CredentialsFile::none),
                new SealedSecrets(agent.pool(), keys));
    }
}
