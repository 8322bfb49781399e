package io.drover.registry.directory;

import io.drover.engine.directory.InvalidDirectory;
import io.drover.engine.directory.MigrationDirectory;
import io.drover.engine.directory.SourceFile;
import io.drover.engine.directory.SumFault;
import io.drover.engine.format.ForeignDirectory;
import io.drover.engine.format.Numbering;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.registry.content.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads one push and finds all that is wrong with it by itself, before the database is asked anything. */
final class PushReader {
    private static final int MAX_FAULTS = 1_000;
    private static final String SUM = "atlas.sum";

    private final String directory;
    private final PushOptions options;
    private final List<Fault> requestFaults;
    private final List<Fault> fileFaults = new ArrayList<>();
    private final List<Fault> sumFaults = new ArrayList<>();

    private PushReader(String directory, PushOptions options, List<Fault> queryFaults) {
        this.directory = directory;
        this.options = options;
        this.requestFaults = new ArrayList<>(queryFaults);
        Names.faultOfDirectory(directory).ifPresent(fault -> requestFaults.add(new Fault("name", fault)));
        requestFaults.addAll(options.faults());
    }

    /**
     * Reads a push in JSON.
     *
     * @throws Problem with all faults
     */
    static Push read(String directory, PushBody body, PushOptions options, List<Fault> queryFaults) {
        PushReader reader = new PushReader(directory, options, queryFaults);
        List<SourceFile> files = reader.files(body.files());
        return reader.read(() ->
                reader.isForeign() ? reader.rewritten(files, body.sum()) : MigrationDirectory.of(files, body.sum()));
    }

    /**
     * Reads a push as an archive.
     *
     * @throws Problem with all faults
     */
    static Push read(String directory, byte[] tar, PushOptions options, List<Fault> queryFaults) {
        PushReader reader = new PushReader(directory, options, queryFaults);
        return reader.read(() -> reader.isForeign()
                ? reader.rewritten(MigrationDirectory.filesOfTar(notEmpty(tar)), null)
                : MigrationDirectory.fromTar(notEmpty(tar)));
    }

    private boolean isForeign() {
        return options.layout().isForeign();
    }

    /** The files in Atlas's layout: what is stored, compared with the newest version and handed out. */
    private MigrationDirectory rewritten(List<SourceFile> files, String sumTextOrNull) {
        MigrationDirectory made = ForeignDirectory.of(options.layout(), files, Numbering.AS_WRITTEN)
                .directory();
        return sumTextOrNull == null ? made : made.withSum(sumTextOrNull);
    }

    private Push read(Supplier<MigrationDirectory> files) {
        Content content = content(files);
        refuseFaults();
        return new Push(directory, content, options);
    }

    private Content content(Supplier<MigrationDirectory> source) {
        try {
            MigrationDirectory files = source.get();
            files.verify()
                    .filter(fault -> fault.kind() != SumFault.Kind.NOT_FOUND)
                    .ifPresent(this::add);
            return Content.of(files);
        } catch (InvalidDirectory e) {
            e.faults().forEach(fault -> fileFaults.add(new Fault(fault.file(), fault + ".")));
            return null;
        }
    }

    /** In Atlas's words, with the line it would print. */
    private void add(SumFault fault) {
        String where = fault.line() == null
                ? ""
                : ": L%d: %s was %s"
                        .formatted(
                                fault.line(),
                                fault.file(),
                                fault.reason().name().toLowerCase(Locale.ROOT));
        sumFaults.add(new Fault(
                SUM,
                fault.sentence() + where + ". Check the files of " + directory
                        + " and run 'drover migrate hash' to re-hash them."));
    }

    private List<SourceFile> files(List<PushBody.PushedFile> files) {
        if (files == null) {
            requestFaults.add(new Fault("/files", "The field \"files\" is missing; [] is an empty directory."));
            return List.of();
        }
        List<SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            PushBody.PushedFile file = files.get(i);
            if (file.name() == null) {
                requestFaults.add(new Fault("/files/" + i + "/name", "This file has no name."));
            } else if (file.content() == null) {
                requestFaults.add(
                        new Fault("/files/" + i + "/content", file.name() + " has no content; \"\" is an empty file."));
            } else {
                sources.add(new SourceFile(file.name(), file.content().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return sources;
    }

    private static byte[] notEmpty(byte[] tar) {
        if (tar == null || tar.length == 0) {
            throw new InvalidDirectory(List.of(new InvalidDirectory.Fault(
                    "", "the body is empty; the archive of an empty directory has two blocks of zeros")));
        }
        return tar;
    }

    private void refuseFaults() {
        ProblemType type = ProblemType.CHECKSUM_MISMATCH;
        if (!requestFaults.isEmpty()) {
            type = ProblemType.INVALID_REQUEST;
        } else if (!fileFaults.isEmpty()) {
            type = ProblemType.INVALID_DIRECTORY;
        }
        List<Fault> all = new ArrayList<>(requestFaults);
        all.addAll(fileFaults);
        all.addAll(sumFaults);
        if (!all.isEmpty()) {
            String detail = all.size() == 1
                    ? all.get(0).detail()
                    : "The push to %s has %,d faults; nothing was stored.".formatted(directory, all.size());
            throw Problem.of(type, detail, all.subList(0, Math.min(all.size(), MAX_FAULTS)));
        }
    }
}
