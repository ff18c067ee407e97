package org.jobyard.web.view.letters;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.letters.LetterDetails;
import org.jobyard.letters.LetterQueries;
import org.jobyard.letters.LetterSummary;
import org.jobyard.letters.SettleLetters;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.text.JobIds;

/** One dead letter, and what to do with it. */
@Named
@RequestScoped
public class LetterPage {

    @Inject
    LetterQueries queries;

    @Inject
    SettleLetters settle;

    @Inject
    CurrentCaller caller;

    @Inject
    HttpServletRequest request;

    private LetterDetails details;
    private String problem;

    /**
     * A header of the message.
     *
     * @param name its name
     * @param value its value as text
     */
    public record Header(String name, String value) {}

    /**
     * The letter.
     *
     * @throws JobyardException NOT_FOUND when there is none of that id for the caller
     */
    public LetterDetails getDetails() {
        if (details == null) {
            details = queries.find(caller.get(), uuid()).orElseThrow(LetterPage::notFound);
        }
        return details;
    }

    public LetterSummary getLetter() {
        return getDetails().summary();
    }

    public List<Header> getHeaders() {
        List<Header> headers = new ArrayList<>();
        getDetails()
                .headers()
                .properties()
                .forEach(header -> headers.add(
                        new Header(header.getKey(), header.getValue().asText())));
        return headers;
    }

    /** Sends it back and leads to the list; a refusal is the problem shown. */
    public String sendBack() {
        return settled("sent", () -> settle.sendBack(caller.get(), uuid()));
    }

    /** Deletes it and leads to the list; a refusal is the problem shown. */
    public String discard() {
        return settled("discarded", () -> settle.discard(caller.get(), uuid()));
    }

    private String settled(String done, Runnable action) {
        try {
            action.run();
            return "/letters?faces-redirect=true&done=" + done;
        } catch (JobyardException refused) {
            problem = refused.getMessage();
            return null;
        }
    }

    /** Why what was asked was not done; null when nothing was refused. */
    public String getProblem() {
        return problem;
    }

    public String getId() {
        return request.getParameter("id");
    }

    private UUID uuid() {
        return JobIds.parse(getId()).orElseThrow(LetterPage::notFound);
    }

    private static JobyardException notFound() {
        return new JobyardException(ErrorCode.NOT_FOUND, "There is no such dead letter.");
    }
}
