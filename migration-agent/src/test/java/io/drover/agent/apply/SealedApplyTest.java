package io.drover.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import io.drover.contracts.AgentCommand;
import io.drover.contracts.RunFinished;
import io.drover.contracts.RunState;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AgentTest
class SealedApplyTest extends RunningAgent {

    @Test
    @DisplayName("P30 what is sealed with the key of a beat is opened for its database alone, and told nowhere")
    void migratesATenantWhosePasswordIsSealed() throws Exception {
        wire.until("a beat", () -> wire.lastBeat() != null);
        String url = postgresUrl();
        String digest = registry.hold("CREATE TABLE users (id int PRIMARY KEY, name text);\n");
        String sealed =
                url.replace("${env:AGENT_TEST_PASSWORD}", seal(wire.lastBeat().sealingKey(), url));
        AgentCommand good = Commands.apply(sealed, digest);
        AgentCommand moved = Commands.apply(sealed.replaceFirst("/[^/?]+(\\?|$)", "/postgres$1"), digest);

        send(good);
        send(moved);

        assertThat(wire.await(good.ref().run(), RunFinished.class).state()).isEqualTo(RunState.SUCCEEDED);
        RunFinished refused = wire.await(moved.ref().run(), RunFinished.class);
        assertThat(refused.state()).isEqualTo(RunState.FAILED);
        assertThat(refused.error().code()).isEqualTo("secret-unavailable");
        assertThat(wire.everything()).doesNotContain(PASSWORD, "canary%2F");
    }

    private static String seal(String key, String url) throws GeneralSecurityException {
        HybridConfig.register();
        TargetUrl target = TargetUrl.parse(url.replace("${env:AGENT_TEST_PASSWORD}", "any"));
        byte[] sealed = TinkProtoKeysetFormat.parseKeysetWithoutSecret(
                        Base64.getUrlDecoder().decode(key))
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                .encrypt(
                        PASSWORD.getBytes(StandardCharsets.UTF_8),
                        SealBinding.of("default", target, SealBinding.PASSWORD));
        return "${sealed:" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed) + "}";
    }
}
