package org.jobyard.web.view.letters;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jobyard.letters.LetterFilter;
import org.jobyard.letters.LetterKind;
import org.jobyard.letters.LetterQueries;
import org.jobyard.letters.LetterSummary;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.text.Texts;

/** The list of dead letters; which part of it is in the address. */
@Named
@RequestScoped
public class LettersPage {

    private static final int PAGE = 50;
    /** What a settled letter's page says on its way here. */
    private static final Set<String> DONE = Set.of("sent", "discarded");

    @Inject
    LetterQueries queries;

    @Inject
    CurrentCaller caller;

    @Inject
    HttpServletRequest request;

    @Inject
    Texts texts;

    private String kind;
    private List<LetterSummary> letters;
    private String next;

    @PostConstruct
    void read() {
        String asked = request.getParameter("kind");
        LetterKind wanted = Arrays.stream(LetterKind.values())
                .filter(known -> known.name().equals(asked))
                .findFirst()
                .orElse(null);
        kind = wanted == null ? "" : wanted.name();
        var page = queries.list(caller.get(), new LetterFilter(wanted, null), request.getParameter("after"), PAGE);
        letters = page.letters();
        next = page.next();
    }

    public List<LetterSummary> getLetters() {
        return letters;
    }

    /** The choices of kinds; the empty one is all. */
    public List<String> getKinds() {
        return List.of("", LetterKind.FAILED.name(), LetterKind.UNROUTABLE.name());
    }

    /** The kind shown; empty: all. */
    public String getKind() {
        return kind;
    }

    /** Query of the address of what follows; null at the end. */
    public String getMore() {
        return next == null ? null : "?kind=" + kind + "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** What was just done with a letter; null when nothing was. */
    public String getNotice() {
        String done = request.getParameter("done");
        return done != null && DONE.contains(done) ? texts.get("letters." + done) : null;
    }
}
