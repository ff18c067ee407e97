package org.jobyard.letters;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobyard.dispatch.ReturnedDispatches;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Ids;
import org.jobyard.security.TokenOwner;
import org.jobyard.security.Tokens;

/** Writes dead letters down, in the transaction that takes them out of the broker. */
@Stateless
public class KeepLetters {
    @Inject
    Database database;

    @Inject
    Tokens tokens;

    @Inject
    ReturnedDispatches returnedDispatches;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Keeps messages that are letters of a kind; one that is kept already, because the broker delivers it again, stays as it
     * is. Jobs whose dispatch no queue took go back into their lines.
     */
    public void keep(LetterKind kind, List<Incoming> messages) {
        Instant now = clock.instant();
        List<Letter> letters = messages.stream()
                .map(message -> LetterReader.read(kind, message, now))
                .toList();
        returnedDispatches.putBack(letters.stream()
                .filter(Letter::isDispatch)
                .map(letter -> new ReturnedDispatches.Returned(
                        letter.routingKey(), letter.job(), letter.execution(), letter.reason()))
                .toList());
        letters.forEach(this::keep);
    }

    private void keep(Letter letter) {
        Optional<TokenOwner> owner = Optional.ofNullable(letter.secret()).flatMap(tokens::owner);
        database.update(
                """
                insert into dead_letter (id, kind, tenant, job_id, reason, stack_digest, attempts, first_at, last_at,
                    exchange, routing_key, sent_back, put_back, token_id, correlation_id, headers, body, fingerprint)
                values (?, ?, coalesce((select tenant from job where id = ?), ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ?::jsonb, ?, ?)
                on conflict (fingerprint) do update set attempts = dead_letter.attempts + 1, last_at = excluded.last_at,
                    reason = excluded.reason
                    where dead_letter.put_back
                """,
                ids.next(),
                letter.kind(),
                letter.job(),
                owner.map(TokenOwner::tenant).orElse(null),
                letter.job(),
                letter.reason(),
                letter.stackDigest(),
                letter.attempts(),
                letter.firstAt(),
                letter.lastAt(),
                letter.exchange(),
                letter.routingKey(),
                letter.sentBack(),
                letter.isDispatch(),
                owner.map(TokenOwner::token).orElse(null),
                letter.correlationId(),
                JsonColumns.text(letter.headers()),
                letter.body(),
                letter.fingerprint());
    }
}
