package io.drover.status.content;

import io.drover.contracts.RunError;
import io.drover.contracts.RunFinished;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the executed statements of a run their texts. Thread-safe. */
@ApplicationScoped
public class StatementTexts {
    private final Contents contents;

    StatementTexts(Contents contents) {
        this.contents = contents;
    }

    /**
     * By file, the texts of its executed statements; null where a text is not to be had. The failing statement is known
     * from the report itself.
     */
    public List<List<String>> of(String digest, List<RunFinished.AppliedFile> files, RunError error) {
        boolean needed = files.stream().anyMatch(file -> !file.statements().isEmpty());
        Optional<Archive> archive = needed && digest != null ? contents.find(digest) : Optional.empty();
        List<List<String>> texts = new ArrayList<>();
        for (RunFinished.AppliedFile file : files) {
            List<String> ofFile = new ArrayList<>();
            for (RunFinished.StatementTiming statement : file.statements()) {
                ofFile.add(archive.map(known -> known.cut(file.name(), statement.offset(), statement.length()))
                        .orElse(null));
            }
            int last = ofFile.size() - 1;
            if (error != null && file.name().equals(error.file()) && last >= 0 && ofFile.get(last) == null) {
                ofFile.set(last, error.statement());
            }
            texts.add(ofFile);
        }
        return texts;
    }
}
