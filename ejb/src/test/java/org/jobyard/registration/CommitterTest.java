package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobyard.job.JobSpec;
import org.jobyard.job.JobState;
import org.jobyard.job.Terms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitterTest {
    private static final String POISON = "poison";

    /** Keeps what it was given, holds the first transaction until told, and fails with what is poisoned. */
    private static final class Recorder extends RegisterJobs {
        final List<List<Registration>> transactions = new CopyOnWriteArrayList<>();
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public List<Registered> register(List<Registration> registrations) {
            transactions.add(List.copyOf(registrations));
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (registrations.stream().anyMatch(r -> r.spec().name().equals(POISON))) {
                throw new IllegalStateException("the transaction was rolled back");
            }
            return registrations.stream()
                    .map(r -> new Registered(
                            Registered.Kind.NEW, r.spec().id(), r.spec().name(), JobState.ENQUEUED, null, null))
                    .toList();
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Recorder recorder = new Recorder();
    private final Committer committer = new Committer(recorder);

    @AfterEach
    void end() {
        recorder.go.countDown();
        threads.shutdownNow();
    }

    private static Registration job(String name) {
        return new Registration(
                new JobSpec(
                        UUID.randomUUID(),
                        "default",
                        "ada",
                        name,
                        "script",
                        "{}",
                        4,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Terms.USUAL),
                null,
                null);
    }

    private CompletableFuture<List<Registered>> submit(Registration... registrations) {
        return CompletableFuture.supplyAsync(() -> committer.register(List.of(registrations)), threads);
    }

    @Test
    void whoComesWhileOthersCommitSharesTheNextTransaction() {
        CompletableFuture<List<Registered>> first = submit(job("first"));
        await().until(() -> recorder.transactions.size() == 1);
        List<Registration> later = new ArrayList<>();
        List<CompletableFuture<List<Registered>>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            later.add(job("later " + i));
            answers.add(submit(later.get(i)));
        }
        await().until(() -> committer.waiting() == 40);

        recorder.go.countDown();

        assertThat(first.join()).hasSize(1);
        for (int i = 0; i < 40; i++) {
            assertThat(answers.get(i).join())
                    .extracting(Registered::id)
                    .containsExactly(later.get(i).spec().id());
        }
        assertThat(recorder.transactions).hasSize(2);
        assertThat(recorder.transactions.get(1)).containsExactlyInAnyOrderElementsOf(later);
    }

    @Test
    void oneThatSpoilsATransactionFailsAlone() {
        CompletableFuture<List<Registered>> first = submit(job("first"));
        await().until(() -> recorder.transactions.size() == 1);
        CompletableFuture<List<Registered>> poison = submit(job(POISON));
        CompletableFuture<List<Registered>> good = submit(job("good"), job("better"));
        await().until(() -> committer.waiting() == 2);

        recorder.go.countDown();

        assertThat(first.join()).hasSize(1);
        assertThat(good.join()).extracting(Registered::name).containsExactly("good", "better");
        assertThatThrownBy(poison::join).hasRootCauseMessage("the transaction was rolled back");
    }

    @Test
    void manyAtOnceAllGetTheirOwnAnswer() {
        recorder.go.countDown();
        List<Registration> jobs = new ArrayList<>();
        List<CompletableFuture<List<Registered>>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            jobs.add(job("job " + i));
            answers.add(submit(jobs.get(i)));
        }
        for (int i = 0; i < jobs.size(); i++) {
            assertThat(answers.get(i).join())
                    .extracting(Registered::id)
                    .containsExactly(jobs.get(i).spec().id());
        }
        assertThat(committer.waiting()).isZero();
    }
}
